/** What stands in for a page until its data is there. */
import { useTexts } from '../texts.ts';

export function Loading() {
  const texts = useTexts();
  return (
    <div className="skeleton" role="status">
      <span className="hidden">{texts('app.loading')}</span>
      <div className="bone title" />
      <div className="card">
        <div className="bone" />
        <div className="bone" />
        <div className="bone short" />
      </div>
      <div className="card">
        <div className="bone" />
        <div className="bone short" />
      </div>
    </div>
  );
}
