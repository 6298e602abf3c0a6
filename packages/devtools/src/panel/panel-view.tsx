'use client'

import { type ReactNode, useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import { DoctorTab } from '../doctor/doctor-tab.tsx'
import { EntriesTab } from '../entries/entries-tab.tsx'
import { OverviewTab } from '../overview/overview-tab.tsx'
import { recordingOf } from '../recording/recording.ts'
import { RequestsTab } from '../requests/requests-tab.tsx'
import { SimulationBanner } from '../simulate/simulation-banner.tsx'
import { SimulateTab } from '../simulate/simulate-tab.tsx'
import { StorageTab } from '../storage/storage-tab.tsx'
import { BrandMark } from './brand-mark.tsx'
import {
  currentChoice,
  firstChoice,
  keepChoice,
  subscribeToChoice,
  type TabName,
} from './panel-choice.ts'
import { PanelContext } from './panel-context.ts'
import type { PanelProps } from './panel-props.ts'
import { type Said, StatusLine } from './status-line.tsx'
import { SessionChip } from './session-chip.tsx'
import { type Tab, Tabs } from './tabs.tsx'
import { useVerifying } from './use-session.ts'

interface PanelViewProps extends PanelProps {
  /** Stands at the end of the head. */
  readonly end?: ReactNode
}

/** The tabs and what they show, without a frame. */
export function PanelView({ client, simulation, end }: PanelViewProps): ReactNode {
  const kept = useSyncExternalStore(subscribeToChoice, currentChoice, firstChoice)
  const [chosen, setTab] = useState<TabName>()
  const tab = chosen ?? kept.tab
  const [said, setSaid] = useState<Said>(nothingSaid)
  const isVerifying = useVerifying(client)

  const choose = useCallback((name: TabName): void => {
    keepChoice({ tab: name })
    setSaid(nothingSaid)
    setTab(name)
  }, [])
  const panel = useMemo(
    () => ({
      recording: recordingOf(client),
      simulation,
      say(text: string, generation = client.session.generation) {
        // What a former session began may name what was its user's.
        if (generation === client.session.generation) setSaid({ text, generation })
      },
      go: choose,
    }),
    [client, simulation, choose],
  )

  return (
    <PanelContext.Provider value={panel}>
      <h2 className="etd-hidden">etagged cache</h2>
      {simulation && <SimulationBanner simulation={simulation} />}
      <Tabs
        label="Views of the cache"
        tabs={isVerifying ? COVERED_TABS : TABS}
        chosen={tab}
        onChoose={choose}
        before={
          <span className="etd-brand">
            <BrandMark size={18} />
            <span>etagged</span>
          </span>
        }
        after={
          <div className="etd-head-end">
            <SessionChip />
            {end}
          </div>
        }
      />
      <StatusLine said={isVerifying ? nothingSaid : said} />
    </PanelContext.Provider>
  )
}

const nothingSaid: Said = { text: '', generation: '' }

const TABS: readonly Tab<TabName>[] = [
  { name: 'overview', title: 'Overview', render: () => <OverviewTab /> },
  { name: 'entries', title: 'Entries', render: () => <EntriesTab /> },
  { name: 'requests', title: 'Requests', render: () => <RequestsTab /> },
  { name: 'storage', title: 'Storage', render: () => <StorageTab /> },
  { name: 'doctor', title: 'Doctor', render: () => <DoctorTab /> },
  { name: 'simulate', title: 'Simulate', render: () => <SimulateTab /> },
]

/** Nothing of the session is shown until it is known to last. */
const COVERED_TABS: readonly Tab<TabName>[] = TABS.map((tab) => ({
  ...tab,
  render: () => <p className="etd-empty">Whether the session lasts is being asked.</p>,
}))
