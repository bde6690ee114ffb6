/** The shape of an agent's action on the wire; every optional field is checked as strictly as the rest. */
import * as z from 'zod';
import { type AgentAction, agentTicketStates, finalCoverages, longestSubject } from '../../domain/agent-action.ts';
import { mostMinutes } from '../../domain/effort.ts';

const id = z.string().min(1).max(100);
const words = (most: number) => z.string().trim().min(1).max(most);
const clauses = z
  .array(z.string().regex(/^F\d{1,2}\.\d{1,2}( [a-z])?$/))
  .min(1)
  .max(10);

const classing = z.strictObject({
  coverage: z.enum(finalCoverages),
  clauses,
  category: z.string().min(1).max(100).optional(),
  reason: words(1000),
});

const enteredRate = z.strictObject({
  netCentsPerHour: z.int().min(100).max(100_000),
  vatPercent: z.number().min(0).max(30),
  incrementMinutes: z.int().min(1).max(60),
  minimumMinutes: z.int().min(1).max(480),
});

const offer = z.strictObject({
  rate: z.union([z.literal('onFile'), enteredRate]),
  ceilingMinutes: z.int().min(1).max(100_000).optional(),
  validDays: z.int().min(1).max(365).optional(),
});

const result = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('upheld'), answer: words(1000) }),
  z.strictObject({ kind: z.literal('granted'), classing }),
]);

const change = (to: z.ZodString) => z.strictObject({ seen: z.string().max(300), to }).optional();
const changes = z
  .strictObject({
    subject: change(
      z
        .string()
        .trim()
        .min(1)
        .max(longestSubject)
        .regex(/^[^\p{Cc}\p{Cf}\u2028\u2029]+$/u),
    ),
    product: change(z.string().min(1).max(100)),
    category: change(z.string().min(1).max(100)),
    urgency: change(z.string().min(1).max(100)),
  })
  .refine((named) => Object.values(named).some((one) => one !== undefined));

const common = { requestId: id, seenVersion: z.int().min(0).optional() };

/** One action; what is not named here is refused. */
export const agentActionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...common, kind: z.literal('classify'), classing, offer: offer.optional() }),
  z.strictObject({ ...common, kind: z.literal('retractOffer'), offerId: id, reason: words(1000) }),
  z.strictObject({ ...common, kind: z.literal('confirmOrder'), orderId: id }),
  z.strictObject({ ...common, kind: z.literal('cancelOrder'), orderId: id, clauses, reason: words(1000) }),
  z.strictObject({ ...common, kind: z.literal('fulfilOrder'), orderId: id }),
  z.strictObject({
    ...common,
    kind: z.literal('addEffort'),
    minutes: z
      .int()
      .min(-mostMinutes)
      .max(mostMinutes)
      .refine((minutes) => minutes !== 0),
    note: words(1000),
  }),
  z.strictObject({ ...common, kind: z.literal('changeFields'), changes }),
  z.strictObject({ ...common, kind: z.literal('setTicketState'), to: z.enum(agentTicketStates) }),
  z.strictObject({ ...common, kind: z.literal('reply'), text: words(10_000) }),
  z.strictObject({ ...common, kind: z.literal('note'), text: words(10_000) }),
  z.strictObject({ ...common, kind: z.literal('decideObjection'), objectionId: id, result }),
]) satisfies z.ZodType<AgentAction>;

/** The body of `POST /agent/api/actions`; `id` is minted by the page and makes a repeated submit the same action. */
export const actionBodySchema = z.strictObject({ id: z.string().regex(/^[\w-]{8,64}$/), action: agentActionSchema });
