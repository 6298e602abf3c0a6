import { cp, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  Application,
  type Context,
  Converter,
  type DeclarationReflection,
  LogLevel,
  type ProjectReflection,
  ReflectionKind,
} from 'typedoc'
import type { PluginOptions } from 'typedoc-plugin-markdown'
import { ROOT, runCommand } from '../../../tooling/run-command.ts'
import { entries, entryOf, publishedNames } from './entries.ts'
import { undocumented } from './undocumented.ts'

const layout: Partial<PluginOptions> = {
  outputFileStrategy: 'modules',
  entryFileName: 'README',
  hideBreadcrumbs: true,
  hidePageHeader: true,
  useCodeBlocks: true,
  parametersFormat: 'table',
  interfacePropertiesFormat: 'table',
  classPropertiesFormat: 'table',
  typeDeclarationFormat: 'table',
  typeAliasPropertiesFormat: 'table',
  propertyMembersFormat: 'table',
  tableColumnSettings: {
    hideModifiers: true,
    hideInherited: true,
    hideOverrides: true,
    hideSources: true,
  },
  pageTitleTemplates: {
    module: ({ name }) => nameOfPage(name),
    member: '{name}',
  },
}

/**
 * What is named in a signature and cannot be imported, by package. Most of it is made by one of our
 * entries and taken by another one: an app only hands it on. The rest are steps of types that are
 * computed, TanStack's types with some of their parameters filled in, and the first element of each
 * query's key.
 */
const NOT_EXPORTED: Readonly<Record<string, readonly string[]>> = {
  '@etagged/core': [
    'Changes',
    'Disk',
    'NameOf',
    'Partition',
    'Pending',
    'Readers',
    'TabHost',
    'TabLink',
    'Tell',
    'Tracer',
    'UsedBy',
  ],
  '@etagged/react': ['KEY', 'OfTanStack', 'PolledQuery', 'Supplied'],
}

const nameOfPage = (page: string): string =>
  entries.find((entry) => entry.page === page)?.name ?? page

/** Writes a page for each entry into a folder, formatted. Resolves to what the sources leave unsaid. */
export async function writeReference(folder: string): Promise<readonly string[]> {
  const app = await Application.bootstrapWithPlugins({
    entryPoints: entries.map(({ file }) => file),
    tsconfig: join(ROOT, 'apps/reference/tsconfig.json'),
    basePath: ROOT,
    name: 'etagged',
    plugin: ['typedoc-plugin-markdown'],
    readme: 'none',
    disableSources: true,
    excludeExternals: true,
    excludePrivate: true,
    // Members stay as they were written, in the order of what matters.
    sort: [],
    sortEntryPoints: false,
    groupOrder: ['Functions', 'Variables', 'Interfaces', 'Type Aliases', 'Classes', 'References'],
    // The types are checked elsewhere, by the compiler that the packages are built with.
    skipErrorChecking: true,
    packagesRequiringDocumentation: [...publishedNames],
    validation: { invalidLink: true, notDocumented: false, notExported: true },
    treatValidationWarningsAsErrors: true,
    ...layout,
  })
  app.logger.level = LogLevel.Warn
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, nameByEntry)
  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    leaveOutConstructors(project)
    sortNames(project)
  })
  const project = await app.convert()
  if (project === undefined) throw new Error('TypeDoc could not read the sources')
  // It takes the types of other packages than the project's for foreign ones, and says nothing of them.
  for (const name of publishedNames) {
    project.packageName = name
    app.options.setValue('intentionallyNotExported', [...(NOT_EXPORTED[name] ?? [])])
    app.validate(project)
  }
  if (app.logger.hasErrors() || app.logger.hasWarnings() || app.logger.validationWarningCount > 0) {
    throw new Error('TypeDoc finds fault with the sources: see above')
  }
  await app.outputs.writeOutput({ name: 'markdown', path: folder }, project)
  await writeFile(join(folder, 'README.md'), indexOf(project))
  await format(folder)
  return undocumented(project)
}

/** As all pages are: by this repository's settings, wherever the folder is. */
async function format(folder: string): Promise<void> {
  const settings = join(folder, '.oxfmtrc.json')
  await cp(join(ROOT, '.oxfmtrc.json'), settings)
  const { ok, output } = await runCommand({ file: 'oxfmt', args: [folder], cwd: folder })
  if (!ok) throw new Error(output)
  await rm(settings)
}

/** A module has the name by which it is imported. */
function nameByEntry(context: Context, declaration: DeclarationReflection): void {
  const file = context.getSymbolFromReflection(declaration)?.declarations?.[0]?.getSourceFile()
  const entry = file && entryOf(file.fileName)
  if (entry && declaration.parent === context.project) declaration.name = entry.page
}

/** The classes are errors, which apps look at, and do not make. */
function leaveOutConstructors(project: ProjectReflection): void {
  for (const found of project.getReflectionsByKind(ReflectionKind.Constructor)) {
    project.removeReflection(found)
  }
}

/** What an entry exports is looked up by its name. */
function sortNames({ children = [] }: ProjectReflection): void {
  for (const entry of children) {
    // Pages are made by the one list, and their anchors counted by the other.
    for (const list of [entry.children, entry.childrenIncludingDocuments]) {
      list?.sort((a, b) => (a.name < b.name ? -1 : 1))
    }
  }
}

function indexOf({ children = [] }: ProjectReflection): string {
  const rows = children.map(({ name, comment }) => {
    const [summary = ''] = (comment?.summary ?? [])
      .map(({ text }) => text)
      .join('')
      .split('\n\n')
    return `| [\`${nameOfPage(name)}\`](${name}.md) | ${summary.replaceAll('\n', ' ')} |`
  })
  return [
    '# API reference',
    'Every name that can be imported, as its docstring tells it. Made by `npm run reference`.',
    ['| entry | is |', '| --- | --- |', ...rows].join('\n'),
  ].join('\n\n')
}
