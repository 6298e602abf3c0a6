import { useSyncExternalStore } from 'react'

const KEY = 'example-minimal-user'

/** Stands for your log-in. Who is signed in is known after a reload, and in all tabs. */
export function useUser(): string | null {
  return useSyncExternalStore(subscribe, () => localStorage.getItem(KEY))
}

export function signIn(user: string): void {
  localStorage.setItem(KEY, user)
  tellThisTab()
}

export function signOut(): void {
  localStorage.removeItem(KEY)
  tellThisTab()
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener('storage', onChange)
  return () => window.removeEventListener('storage', onChange)
}

/** The browser tells the others only. */
function tellThisTab(): void {
  window.dispatchEvent(new StorageEvent('storage'))
}
