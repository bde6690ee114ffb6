/** What forms of the workspace share: choosing clauses, one line for what was refused, the press that does it. */
import { Button, Dropdown, Field, Option, Spinner } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { Refused } from '../../app/parts/failed.tsx';
import { useTexts } from '../../app/texts.ts';
import { useDesk } from '../start.ts';
import type { Deed } from '../use-deed.ts';

interface ClauseProps {
  readonly chosen: readonly string[];
  readonly choose: (ids: readonly string[]) => void;
  readonly problem: string | undefined;
}

export function ClauseField({ chosen, choose, problem }: ClauseProps) {
  const texts = useTexts();
  const { clauses } = useDesk();
  return (
    <Field label={texts('desk.form.clauses')} required {...state(problem)}>
      <Dropdown
        multiselect
        selectedOptions={[...chosen]}
        value={chosen.join(', ')}
        placeholder={texts('desk.form.choose')}
        onOptionSelect={(_, { selectedOptions }) => choose(selectedOptions)}
      >
        {Object.entries(clauses).map(([id, title]) => (
          <Option key={id} value={id} text={`${id} ${title}`}>
            {`${id} ${title}`}
          </Option>
        ))}
      </Dropdown>
    </Field>
  );
}

/** How a field says what is wrong with it. */
export const state = (problem: string | undefined) =>
  problem === undefined ? {} : ({ validationState: 'error', validationMessage: problem } as const);

interface DeedProps {
  // biome-ignore lint/suspicious/noExplicitAny: only its progress is shown here, whatever it takes
  readonly deed: Pick<Deed<any>, 'isBusy' | 'refusal'>;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly primary?: boolean;
  readonly onPress?: () => void;
}

/** The press, and beside it why it was refused. Without `onPress` it sends its form. */
export function DeedButton({ deed, label, icon, primary = true, onPress }: DeedProps) {
  return (
    <>
      <Refused refusal={deed.refusal} />
      <div className="sendline">
        <Button
          type={onPress ? 'button' : 'submit'}
          appearance={primary ? 'primary' : 'secondary'}
          disabledFocusable={deed.isBusy}
          icon={deed.isBusy ? <Spinner size="tiny" /> : (icon as never)}
          onClick={onPress}
        >
          {label}
        </Button>
      </div>
    </>
  );
}
