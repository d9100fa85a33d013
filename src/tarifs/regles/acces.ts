/** Qui touche aux tarifs et aux quotients : l'administrateur et le guichet. Les autres lisent. */
export function peutModifierLesTarifs({ role }: { role: string }): boolean {
  return role === 'administrateur' || role === 'guichet';
}

/** Un animateur pointe ; l'argent des familles ne le regarde pas. */
export function peutLireLesTarifs({ role }: { role: string }): boolean {
  return role !== 'animateur';
}
