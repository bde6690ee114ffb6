/** What is known of the customer's contract, as a sentence. */
import { type Phrase, phrase } from '../src/content/text-keys.ts';
import type { Request } from '../src/domain/request.ts';
import type { Scene } from './step.ts';

/** True when a maintenance or service contract for the request's product is on file. */
export function hasContract(scene: Scene, request: Request): boolean {
  const product = request.facts.product;
  return product !== undefined && (scene.facts.organisation?.contracts.includes(product) ?? false);
}

/** "sofern für Ihr Unternehmen ein Vertrag besteht", unless the contract is on file. */
export function contractPhrase(scene: Scene, request: Request): Phrase {
  return hasContract(scene, request) ? phrase('coverage.contractKnown') : phrase('coverage.contractIf');
}
