/** What a recipe needs beside itself, as it was read and as it is planned: an app that this run deploys, or one that is there. */

import type { Domain } from '../format/names.js';
import type { Recipe } from '../format/recipe.js';
import type { Manifest, NeedSpec } from '../manifest/model.js';
import type { AppPlan } from '../plan/app.js';
import type { Violation } from '../policy/index.js';

/** A need's files, or the domain of one that runs. */
export type NeedSource =
  | {
      readonly kind: 'fresh';
      readonly spec: NeedSpec;
      readonly recipe: Recipe;
      /** The need's own cc-ci.yml: its page, its times, its variables. */
      readonly manifest: Manifest;
      /** Exceptions from the policy that count for it: none where a stranger could have written them. */
      readonly allow: Manifest['policy']['allow'];
    }
  | { readonly kind: 'warm'; readonly spec: NeedSpec; readonly domain: Domain };

export type FreshNeed = {
  readonly kind: 'fresh';
  readonly name: string;
  /** Its folder or address, as cc-ci.yml has it. */
  readonly from: string;
  readonly app: AppPlan;
  readonly manifest: Manifest;
  readonly violations: readonly Violation[];
};

export type WarmNeed = { readonly kind: 'warm'; readonly name: string; readonly domain: Domain };

export type NeedPlan = FreshNeed | WarmNeed;

/** True for the one thing that an app of this role is: something that the recipe under test needs. */
export function isNeed(role: AppPlan['role']): role is `need-${string}` {
  return role.startsWith('need-');
}
