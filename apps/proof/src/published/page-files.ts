import { join } from 'node:path'
import { codeBlocks, readPage } from '../../../../tooling/markdown.ts'
import { inAppFolder, linkPackages, putFile } from './app-folder.ts'

/** Runs what needs the files of a page, in the folder of an app into which a reader has put them. */
export function withFilesOf<T>(page: string, use: (folder: string) => Promise<T>): Promise<T> {
  return inAppFolder(async (folder) => {
    await linkPackages(folder)
    for (const { title, text } of codeBlocks(readPage(page))) {
      if (title !== undefined) await putFile(join(folder, title), text)
    }
    return use(folder)
  })
}
