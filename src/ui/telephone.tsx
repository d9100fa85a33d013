import type { VNode } from 'preact';

/** Un numéro que le doigt appelle ; rien quand il manque. */
export function Telephone({ numero }: { numero: string }): VNode | null {
  if (numero === '') return null;
  return (
    <a class="insecable" href={`tel:${numero.replaceAll(/[^+\d]/g, '')}`}>
      {numero}
    </a>
  );
}
