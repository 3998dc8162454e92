// The project's frameworks hold to the schema that editors read, and slips do not.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import Ajv from 'ajv/dist/2020.js'
import { parse } from 'smol-toml'

const root = join(import.meta.dirname, '..')
const read = (...path) => readFileSync(join(root, ...path), 'utf8')
const validate = new Ajv({ allErrors: true, strict: false }).compile(JSON.parse(read('docs', 'framework.schema.json')))

const bundles = readdirSync(join(root, 'tests', 'bundles')).map((name) => join('tests', 'bundles', name))
const frameworks = ['public/demo', 'tests/bench/records', ...bundles]
  .map((folder) => join(folder, 'framework.toml'))
  .filter((file) => existsSync(join(root, file)))

test('the frameworks of the project hold to the schema', () => {
  assert.ok(frameworks.length > 3, 'no frameworks were found')
  for (const file of frameworks) {
    const good = validate(parse(read(file)))
    const faults = (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
    assert.ok(good, `${file}:\n${faults.slice(0, 8).join('\n')}`)
  }
})

test('slips are seen', () => {
  const demo = () => parse(read('public', 'demo', 'framework.toml'))
  const slips = {
    'a key that is not known': (framework) => { framework.indicator[0].denominatr = 'COUNT(*)' },
    'a word that is not known': (framework) => { framework.indicator[0].unit = 'percentage' },
    'a number in quotes': (framework) => { framework.framework.minimum_group = '5' },
    'a section that is not known': (framework) => { framework.indicators = [] },
    'no id': (framework) => { delete framework.table[0].id },
  }
  for (const [what, slip] of Object.entries(slips)) {
    const framework = demo()
    slip(framework)
    assert.ok(!validate(framework), `${what} passed`)
  }
})

test('every example of the page about the framework holds to the schema', () => {
  const examples = [...read('docs', 'framework.md').matchAll(/```toml\n([\s\S]*?)```/g)].map(([, text]) => text)
  assert.ok(examples.length > 10, `${examples.length} examples`)
  for (const example of examples) {
    // An example shows a part: what stands around it in a whole framework.
    const before = ['[framework]', 'id = "x"', 'title = "x"']
    if (/^\[{1,2}table\./m.test(example) && !/^\[\[table\]\]/m.test(example)) before.push('[[table]]', 'id = "x"', 'file = "x.csv"')
    if (/^\[indicator\./m.test(example)) before.push('[[indicator]]', 'id = "x"', 'table = "x"', 'label = "x"')
    const whole = /^\[framework\]/m.test(example) ? example : `${before.join('\n')}\n${example}`
    const good = validate(parse(whole))
    const faults = (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`)
    assert.ok(good, `${example}\n${faults.slice(0, 8).join('\n')}`)
  }
})
