/** Operations of callers that GraphiQL opens with. */

export const CHAT = `# One call through the route "test" and its plugins.
# A route with access KEY needs your key under "Headers".
mutation Chat {
  chat(
    input: {
      route: "test"
      messages: [{ role: USER, content: "How does an AI gateway work?" }]
    }
  ) {
    ... on ChatCompletion {
      id
      text
      usage {
        inputTokens
        outputTokens
      }
    }
    ... on GatewayError {
      code
      message
      retryAfter
    }
  }
}
`;

export const STREAM = `# The same in pieces. Stop it: the provider stops too.
subscription ChatStream {
  chatStream(
    input: {
      route: "test"
      messages: [{ role: USER, content: "How does an AI gateway work?" }]
    }
  ) {
    sequence
    __typename
    ... on ChatDelta {
      content
    }
    ... on ChatFailed {
      error {
        code
        message
      }
    }
  }
}
`;

export const TOOLS = `# The model may call a function. Run it, then send the question again with what was called and what came of it:
# messages: […, { role: ASSISTANT, toolCalls: [{ id, name, arguments }] }, { role: TOOL, toolCallId, content }]
mutation Tools {
  chat(
    input: {
      route: "test"
      messages: [{ role: USER, content: "Please get weather for \\"Oslo\\"." }]
      tools: [
        {
          name: "get_weather"
          description: "Weather of a place."
          parameters: {
            type: "object"
            properties: { city: { type: "string" } }
            required: ["city"]
            additionalProperties: false
          }
        }
      ]
    }
  ) {
    ... on ChatCompletion {
      choices {
        finishReason
        message {
          content
          reasoningBlocks {
            text
            signature
          }
          toolCalls {
            id
            name
            arguments
            argumentsJson
            signature
          }
        }
      }
    }
    ... on GatewayError {
      code
      message
    }
  }
}
`;

export const STRUCTURED = `# An answer that is JSON and follows a schema, whichever provider gives it.
mutation StructuredOutput {
  chat(
    input: {
      route: "test"
      messages: [{ role: USER, content: "Who wrote Faust, and when?" }]
      responseFormat: {
        jsonSchema: {
          name: "book"
          schema: {
            type: "object"
            properties: { author: { type: "string" }, year: { type: "integer" } }
            required: ["author", "year"]
            additionalProperties: false
          }
        }
      }
    }
  ) {
    ... on ChatCompletion {
      text
      warnings {
        setting
        message
      }
    }
    ... on GatewayError {
      code
      message
    }
  }
}
`;

export const COMPARE = `# The same question for several models at once; put in the names of your own. Each lane is a call of its own.
mutation Compare {
  compare(
    input: {
      models: ["demo-1", "demo-1"]
      chat: { route: "test", messages: [{ role: USER, content: "Why is the sky blue?" }] }
    }
  ) {
    id
    cost
    lanes {
      model
      duration
      result {
        ... on ChatCompletion {
          text
          usage {
            totalTokens
            cost
          }
        }
        ... on GatewayError {
          code
          message
        }
      }
    }
  }
}
`;

export const COMPARE_STREAM = `# The same in pieces, as they come. Stop it: all providers stop too.
subscription CompareStream {
  compareStream(
    input: {
      models: ["demo-1", "demo-1"]
      chat: { route: "test", messages: [{ role: USER, content: "Why is the sky blue?" }] }
    }
  ) {
    lane
    model
    elapsed
    event {
      __typename
      sequence
      ... on ChatDelta {
        content
      }
      ... on ChatFailed {
        error {
          code
          message
        }
      }
    }
  }
}
`;
