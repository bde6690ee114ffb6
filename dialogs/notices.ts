/** Notices of known faults: shown before a matching ticket is sent, never instead of it. */
import type { Notice } from '../src/content/knowledge.ts';
import type { Request } from '../src/domain/request.ts';
import type { Scene } from './step.ts';

/** The first notice in force that fits the request's product, label and words. */
export function noticeFor(scene: Scene, request: Request): Notice | undefined {
  const words = request.description.toLowerCase();
  return scene.knowledge.notices.find(
    (notice) =>
      notice.from <= scene.turn.at &&
      scene.turn.at <= notice.until &&
      (notice.product === undefined || notice.product === request.facts.product) &&
      (notice.labels.length === 0 || notice.labels.includes(request.label)) &&
      (notice.keywords.length === 0 || notice.keywords.some((keyword) => words.includes(keyword.toLowerCase()))),
  );
}
