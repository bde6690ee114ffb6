/** The signed-in person: who they are, what they may do, colleagues and their rights, and their data. */
import type { Colleagues } from '../../../portal/api/shapes.ts';
import { post } from '../../app/api.ts';
import { Lines } from '../../app/parts/bits.tsx';
import { Confirm } from '../../app/parts/confirm.tsx';
import { Failed } from '../../app/parts/failed.tsx';
import { Icon } from '../../app/parts/icons.tsx';
import { Title } from '../../app/router.tsx';
import { useData } from '../../app/use-data.ts';
import { useStart, useTexts } from '../start.ts';

export function ProfilePage() {
  const texts = useTexts();
  const { me } = useStart();
  const contract = (has: boolean) => texts(has ? 'app.profile.contractKnown' : 'app.profile.contractUnknown');
  return (
    <>
      <div className="head">
        <Title document={`${texts('app.profile.title')} – ${texts('portal.title')}`}>{texts('app.profile.title')}</Title>
      </div>
      <div className="columns even">
        <div>
          <section className="card" aria-labelledby="person">
            <h2 id="person">{texts('app.profile.person')}</h2>
            <Lines
              lines={[
                [texts('app.profile.name'), me.name],
                [texts('field.contactEmail'), me.email],
                [texts('app.profile.right'), texts(me.mayOrder ? 'app.profile.mayOrder' : 'app.profile.mayNotOrder')],
              ]}
            />
            <p className="subtle">{texts('app.profile.change')}</p>
            <form method="post" action="/portal/sign-out">
              <button className="button" type="submit">
                {texts('portal.signOut')}
              </button>
            </form>
          </section>
          <section className="card" aria-labelledby="company">
            <h2 id="company">{texts('app.profile.company')}</h2>
            <Lines
              lines={[
                [texts('app.profile.companyName'), me.company],
                ...(me.customerNo ? [[texts('app.profile.customerNo'), me.customerNo] as const] : []),
                ...me.products.map(({ name, hasContract }) => [name, contract(hasContract)] as const),
              ]}
            />
          </section>
        </div>
        <div>
          <People />
          <OwnData />
        </div>
      </div>
    </>
  );
}

function People() {
  const texts = useTexts();
  const { value, refusal, retry } = useData<Colleagues>('/colleagues', false);
  return (
    <section className="card" aria-labelledby="people">
      <h2 id="people">{texts('app.profile.people')}</h2>
      {refusal && <Failed refusal={refusal} retry={retry} />}
      {value && !value.visible && <p>{texts('app.profile.peopleHidden')}</p>}
      {value?.visible && (
        <ul className="people">
          {value.people.map((person) => (
            <li key={person.email}>
              <div>
                <p className="title">
                  {person.name} {person.isYou && <span className="subtle">({texts('app.profile.you')})</span>}
                </p>
                <p className="subtle">{person.email}</p>
              </div>
              <span className={`badge ${person.mayOrder ? 'done' : 'quiet'}`}>
                {texts(person.mayOrder ? 'app.profile.mayOrder' : 'app.profile.mayNotOrder')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {value?.visible && <p className="subtle">{texts('app.profile.peopleChange')}</p>}
    </section>
  );
}

function OwnData() {
  const texts = useTexts();
  const erase = async () => {
    await post('/erasure', { word: texts('app.data.word') });
    location.assign('/portal/sign-in?erased=1');
  };
  return (
    <section className="card" aria-labelledby="data">
      <h2 id="data">{texts('app.data.title')}</h2>
      <p>{texts('app.data.exportText')}</p>
      <p>
        <a className="button" href="/portal/api/export" download>
          <Icon name="down" size={18} /> {texts('app.data.export')}
        </a>
      </p>
      <p>{texts('app.data.eraseIntro')}</p>
      <div className="deeds">
        <Confirm
          trigger={texts('app.data.erase')}
          title={texts('app.data.eraseTitle')}
          confirm={texts('app.data.eraseConfirm')}
          ask={{ label: texts('app.data.eraseLabel', { word: texts('app.data.word') }), word: texts('app.data.word') }}
          onConfirm={erase}
        >
          <p>{texts('app.data.eraseGoes')}</p>
          <p>{texts('app.data.eraseStays')}</p>
        </Confirm>
      </div>
    </section>
  );
}
