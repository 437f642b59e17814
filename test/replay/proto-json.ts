import { createRequire } from 'node:module';
import type { History } from '@temporalio/common/lib/proto-utils';
import * as proto from '@temporalio/proto';

/**
 * Temporal's official JSON of a history, both ways, as `historyToJSON` and `historyFromJSON` of @temporalio/common give
 * it. Those two fail ("type must be a Type") wherever npm installs protobufjs several times, as it does beside grpc-js's
 * older one: they check the class of one copy against another's. So everything here comes from @temporalio/proto's copy.
 */
interface ProtoJson {
  toJson(type: unknown, message: unknown): object;
  fromJson(type: unknown, json: unknown, options: { ignoreUnknownFields: boolean }): History;
}

const fromProto = createRequire(createRequire(__filename).resolve('@temporalio/proto'));
const { toJson, fromJson } = fromProto('protobufjs/ext/protojson') as ProtoJson;
const { patchProtobufRoot } = fromProto('@temporalio/proto/lib/patch-protobuf-root') as {
  patchProtobufRoot(root: unknown): { lookupType(name: string): unknown };
};
const historyType = patchProtobufRoot(proto).lookupType('temporal.api.history.v1.History');

export function historyToJson(history: History): object {
  return toJson(historyType, proto.temporal.api.history.v1.History.fromObject(history));
}

/** Fields that a newer server wrote and this SDK does not know are left out. */
export function historyFromJson(json: unknown): History {
  return fromJson(historyType, json, { ignoreUnknownFields: true });
}
