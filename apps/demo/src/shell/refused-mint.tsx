import { CircleSlash } from 'lucide-react'
import { BoardLink } from '../router/board-link.tsx'
import { Notice } from '../status/notice.tsx'

/** An address of a coin's page whose mint is none: the server is not asked. */
export function RefusedMint({ text }: { readonly text: string }) {
  return (
    <section className="detail">
      <p className="status visually-hidden" role="status" data-status="error" data-fetch="idle">
        This is not the address of a coin.
      </p>
      <Notice
        level={1}
        tone="bad"
        icon={CircleSlash}
        title="This is not the address of a coin"
        actions={<BoardLink kind="primary" />}
      >
        <p>
          <code>{text}</code>
        </p>
        <p>
          A coin’s address has 32 to 44 letters and digits, without 0, O, I and l. Copy it whole, or
          search for the coin by its name.
        </p>
      </Notice>
    </section>
  )
}
