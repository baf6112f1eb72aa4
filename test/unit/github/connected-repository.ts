/** The repository adapter over a scripted API, with a virtual clock. */
import type { ApiRequest } from '../../../src/github/api.ts';
import type { Repository } from '../../../src/github/repository.ts';
import { connectRepository } from '../../../src/github/rest-repository.ts';
import { exchange } from '../../../src/runtime/http-client.ts';
import { classifyOwnRejection, judgeOwnRefusal } from '../../../src/source/own-repository.ts';
import { FakeClock } from '../fake-clock.ts';
import { type Scripted, ScriptedApi } from './scripted-api.ts';

export function connect(answer: (request: ApiRequest, index: number) => Scripted, storage: typeof exchange = exchange) {
  const [api, clock, lines] = [new ScriptedApi(answer), new FakeClock(), [] as string[]];
  const repository: Repository = connectRepository({
    client: api,
    apiUrl: 'http://127.0.0.1:8080/api/v3',
    owner: 'octo-org',
    repo: 'audit',
    workflowRef: 'octo-org/audit/.github/workflows/collect.yml@refs/heads/main',
    runId: '77',
    endsAt: Number.POSITIVE_INFINITY,
    refusals: { judge: judgeOwnRefusal, classify: classifyOwnRejection },
    clock,
    random: { next: () => 0.5, token: () => '00000000' },
    log: { info: (line) => lines.push(line), warning: (line) => lines.push(line) },
    fetchStored: storage,
  });
  return { repository, api, clock, lines };
}
