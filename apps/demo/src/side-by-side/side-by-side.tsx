import { addressOf, type Frame, FRAMES } from './frame.ts'
import './side-by-side.css'

/** Two users of one browser at the same time: each in a frame, with a log-in and a cache of their own. */
export function SideBySide() {
  return (
    <section className="side-by-side" aria-labelledby="side-by-side-title">
      <header className="page-head">
        <h1 id="side-by-side-title">Side by side</h1>
        <p className="quiet">
          Two users, one browser. Each has bookmarks and a cache of their own; open the same coin in
          both, then sign out in one: the other stays.
        </p>
      </header>
      <div className="side-by-side-frames">
        {FRAMES.map((frame) => (
          <UserFrame key={frame.side} frame={frame} />
        ))}
      </div>
    </section>
  )
}

function UserFrame({ frame }: { readonly frame: Frame }) {
  const { name, side } = frame
  return (
    <section className="user-frame" aria-labelledby={`frame-${side}`}>
      <h2 id={`frame-${side}`}>{name}</h2>
      {/* oxlint-disable-next-line react/iframe-missing-sandbox -- it is this very page */}
      <iframe title={name} src={addressOf(frame)} />
    </section>
  )
}
