import type { ComponentChildren, VNode } from 'preact';

/** Ce qu’un composant accepte entre ses balises. */
export type Contenu = ComponentChildren;
export type Element = VNode;

/** Champs cachés d’un formulaire (jeton, identifiants) : nom → valeur. */
export type ChampsCaches = Readonly<Record<string, string | number>>;
