import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { startTestApi, type TestApi } from '../support/api.ts';
import { eventuallyPasses } from '../support/eventually.ts';
import { expectedOf, type SdkCall, sdkCalls, storedCalls } from '../support/sdk-calls.ts';

/**
 * SDKs for Python and Go, installed from their registries into a folder of their own: needs python3, go and a network.
 * The same calls go through Node's SDKs in every run (sdks.test.ts).
 */
jest.setTimeout(600_000);

let api: TestApi;
let folder: string;
beforeAll(async () => {
  api = await startTestApi();
  folder = mkdtempSync(path.join(tmpdir(), 'throughline-sdks-'));
});
afterAll(async () => {
  await api?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = promisify(execFile);

/** Hands the calls to a program of the SDK's own language, and holds what is stored to them. */
async function sendBy(command: string, args: readonly string[], cwd: string, calls: readonly SdkCall[]): Promise<void> {
  const prefix = calls[0]?.messageId.replace(/m1$/, '') as string;
  const file = path.join(cwd, 'calls.json');
  writeFileSync(file, JSON.stringify(calls));
  const since = Date.now();
  await run(command, [...args, file], {
    cwd,
    env: { ...process.env, GOFLAGS: '-mod=mod', WRITE_KEY: api.keys.write, ENDPOINT: api.url },
  });
  await eventuallyPasses(async () => expect(await storedCalls(api.db, prefix)).toHaveLength(calls.length));
  const between = [since, Date.now()] as const;
  expect(await storedCalls(api.db, prefix)).toEqual(calls.map((call) => expectedOf(call, between)));
}

const python = `
import json, os, sys
from datetime import datetime
from importlib import import_module
sdk = import_module(sys.argv[1])
failed = []
client = sdk.Client(os.environ['WRITE_KEY'], host=os.environ['ENDPOINT'], gzip=sys.argv[2] == 'gzip', on_error=lambda error, batch: failed.append(str(error)))
names = {'messageId': 'message_id', 'userId': 'user_id', 'anonymousId': 'anonymous_id', 'groupId': 'group_id', 'previousId': 'previous_id'}
for call in json.load(open(sys.argv[3])):
    arguments = {names.get(name, name): value for name, value in call.items() if name != 'type'}
    if 'timestamp' in arguments:
        arguments['timestamp'] = datetime.fromisoformat(arguments['timestamp'].replace('Z', '+00:00'))
    getattr(client, call['type'])(**arguments)
client.join() if sys.argv[1].startswith('rudder') else client.shutdown()
client.flush() if sys.argv[1].startswith('rudder') else None
sys.exit('; '.join(failed) or None)
`;

describe('for Python', () => {
  let program: string;
  beforeAll(async () => {
    const home = path.join(folder, 'python');
    await run('python3', ['-m', 'venv', home]);
    program = path.join(home, 'bin/python');
    const packages = ['segment-analytics-python==2.4.0', 'rudder-sdk-python==2.1.9'];
    await run(program, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...packages]);
    writeFileSync(path.join(folder, 'send.py'), python);
  });

  it.each([
    ['segment.analytics', 'plain'],
    ['segment.analytics', 'gzip'],
    ['rudderstack.analytics', 'plain'],
    ['rudderstack.analytics', 'gzip'],
  ])('%s loses nothing, %s', async (sdk, packing) => {
    await sendBy(program, ['send.py', sdk, packing], folder, sdkCalls(`python ${sdk} ${packing}`));
  });
});

const go = `package main

import (
	"encoding/json"
	"log"
	"os"
	"time"

	analytics "gopkg.in/segmentio/analytics-go.v3"
)

type call struct {
	Type, MessageId, UserId, AnonymousId, Event, Name, GroupId, PreviousId string
	Properties, Traits                                                     map[string]interface{}
	Timestamp                                                              time.Time
}

type failures struct{ err error }

func (*failures) Success(analytics.Message)              {}
func (f *failures) Failure(_ analytics.Message, e error) { f.err = e }

func main() {
	bytes, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	var calls []call
	if err := json.Unmarshal(bytes, &calls); err != nil {
		log.Fatal(err)
	}
	failed := &failures{}
	client, err := analytics.NewWithConfig(os.Getenv("WRITE_KEY"), analytics.Config{Endpoint: os.Getenv("ENDPOINT"), BatchSize: 4, Callback: failed})
	if err != nil {
		log.Fatal(err)
	}
	for _, c := range calls {
		var message analytics.Message
		switch c.Type {
		case "track":
			message = analytics.Track{MessageId: c.MessageId, UserId: c.UserId, AnonymousId: c.AnonymousId, Event: c.Event, Properties: c.Properties, Timestamp: c.Timestamp}
		case "identify":
			message = analytics.Identify{MessageId: c.MessageId, UserId: c.UserId, AnonymousId: c.AnonymousId, Traits: c.Traits, Timestamp: c.Timestamp}
		case "page":
			message = analytics.Page{MessageId: c.MessageId, UserId: c.UserId, AnonymousId: c.AnonymousId, Name: c.Name, Properties: c.Properties, Timestamp: c.Timestamp}
		case "screen":
			message = analytics.Screen{MessageId: c.MessageId, UserId: c.UserId, AnonymousId: c.AnonymousId, Name: c.Name, Properties: c.Properties, Timestamp: c.Timestamp}
		case "group":
			message = analytics.Group{MessageId: c.MessageId, UserId: c.UserId, AnonymousId: c.AnonymousId, GroupId: c.GroupId, Traits: c.Traits, Timestamp: c.Timestamp}
		case "alias":
			message = analytics.Alias{MessageId: c.MessageId, UserId: c.UserId, PreviousId: c.PreviousId, Timestamp: c.Timestamp}
		}
		if err := client.Enqueue(message); err != nil {
			log.Fatal(err)
		}
	}
	if err := client.Close(); err != nil {
		log.Fatal(err)
	}
	if failed.err != nil {
		log.Fatal(failed.err)
	}
}
`;

it("Segment's for Go loses nothing", async () => {
  const home = path.join(folder, 'go');
  mkdirSync(home);
  writeFileSync(
    path.join(home, 'go.mod'),
    'module sdk\n\ngo 1.21\n\nrequire gopkg.in/segmentio/analytics-go.v3 v3.1.0\n',
  );
  writeFileSync(path.join(home, 'main.go'), go);
  // Its pages have no category.
  const calls = sdkCalls('go').map(({ category: _category, ...call }) => call);
  await sendBy('go', ['run', '.'], home, calls);
});
