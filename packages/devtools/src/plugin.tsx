import type { ReactElement } from 'react'
import { EtaggedPanel } from './panel/etagged-panel.tsx'
import type { PanelProps } from './panel/panel-props.ts'

/** What `plugins` of `<TanStackDevtools>` takes. */
export interface DevtoolsPlugin {
  readonly id: string
  readonly name: string
  readonly render: (
    element: HTMLElement,
    props: { readonly theme: 'light' | 'dark' },
  ) => ReactElement
}

/**
 * The panel as a plugin of TanStack Devtools. Nothing is sent over its event bus, which relays to
 * every tab of the origin.
 *
 * @example
 * <TanStackDevtools plugins={[etaggedPlugin({ client })]} />
 */
export function etaggedPlugin(props: PanelProps): DevtoolsPlugin {
  return {
    id: 'etagged',
    name: 'etagged',
    render: (_, { theme }) => <EtaggedPanel theme={theme} {...props} />,
  }
}
