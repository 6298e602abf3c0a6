import type { ReactElement } from 'react'
import { EtaggedPanel } from './panel/etagged-panel.tsx'
import type { PanelProps } from './panel/panel-props.ts'

/** What `plugins` of `<TanStackDevtools>` takes. */
export interface DevtoolsPlugin {
  /** `etagged`: tells it from other plugins. */
  readonly id: string
  /** `etagged`: its title. */
  readonly name: string
  /** The panel, in the theme of the tools around it unless the props name one. */
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
