import { ShowcaseLinks } from './showcase-links.tsx'

/** Where to go after the last step. */
export function TourEnd({ onFollow }: { readonly onFollow: () => void }) {
  return (
    <div className="tour-end">
      <h3>Go on with</h3>
      <ShowcaseLinks onFollow={onFollow} />
    </div>
  )
}
