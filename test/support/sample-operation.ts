import { readFileSync } from "node:fs";
import {
  buildSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  type GraphQLField,
  type GraphQLInputType,
} from "graphql";

export const contract = buildSchema(readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8"));

export type RootType = "Query" | "Mutation" | "Subscription";

export interface SampleOperation {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

const scalars: Readonly<Record<string, unknown>> = {
  ID: "task_00000000000000000000000000",
  Int: 1,
  Float: 0.5,
  Boolean: true,
  JSON: {},
  Seq: 0,
  DateTime: "2030-01-01T00:00:00.000Z",
};

export function fieldsOf(root: RootType): readonly GraphQLField<unknown, unknown>[] {
  const type = contract.getType(root);
  return isObjectType(type) ? Object.values(type.getFields()) : [];
}

/** An operation of the field alone, with the least that it has to be given. */
export function sampleOperation(root: RootType, { name, args, type }: GraphQLField<unknown, unknown>): SampleOperation {
  const required = args.filter(isRequiredArgument);
  const declared = required.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(", ");
  const given = required.map((arg) => `${arg.name}: $${arg.name}`).join(", ");
  const selection = isCompositeType(getNamedType(type)) ? " { __typename }" : "";
  return {
    query: `${root.toLowerCase()}${declared && ` (${declared})`} { ${name}${given && `(${given})`}${selection} }`,
    variables: Object.fromEntries(required.map((arg) => [arg.name, sampleOf(arg.type)])),
  };
}

/** Whether anything that the field takes is an id. */
export function takesId({ args }: GraphQLField<unknown, unknown>): boolean {
  return args.some(({ type }) => mentionsId(type));
}

function mentionsId(type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return named.name === "ID";
  return Object.values(named.getFields()).some((field) => mentionsId(field.type));
}

function sampleOf(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sampleOf(type.ofType);
  if (isListType(type)) return [];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (!isInputObjectType(type)) return scalars[type.name] ?? "x";
  const required = Object.values(type.getFields()).filter(isRequiredInputField);
  return Object.fromEntries(required.map((field) => [field.name, sampleOf(field.type)]));
}
