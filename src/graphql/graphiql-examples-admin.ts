/** Operations of administrators that GraphiQL opens with, in the order in which a new gateway is set up. */

export const QUICK_START = `# From nothing to a first answer: provider, model, route, plugins and key, all of it or nothing.
# DEMO needs no account. For a vendor: kind: OPENAI, credential: { value: "sk-…" }, and one of its models.
# The key is shown once. "dryRun: true" shows what would change and writes nothing.
mutation QuickStart {
  quickStart(
    input: {
      provider: { kind: DEMO }
      model: { upstreamModel: "demo-1" }
      route: { path: "/quick", access: KEY }
      plugins: [
        {
          config: {
            promptDecorator: { prepend: [{ role: SYSTEM, content: "End every answer with a Chuck Norris quote." }] }
          }
        }
        { config: { patternGuard: { deny: ["(?i)password"] } } }
      ]
    }
    options: { dryRun: false }
  ) {
    userErrors {
      path
      message
    }
    plaintext
    curl
    change {
      configRevision
      differences {
        action
        kind
        name
      }
    }
  }
}
`;

export const TEST_CONNECTION = `# Does a provider answer, and which models does it have? Nothing is stored.
mutation TestConnection {
  providerTestConnection(
    input: { draft: { kind: DEMO, resource: { displayName: "Trial" } } }
  ) {
    ok
    steps {
      kind
      status
      duration
      message
    }
    models {
      name
      contextTokens
      price {
        inputPerMillion
        outputPerMillion
      }
    }
  }
}
`;

export const CONFIGURED = `# What is configured?
query Configured {
  providers(first: 20) {
    nodes {
      id
      name
      kind
      baseUrl
      credentials {
        name
        hint
      }
    }
  }
  gatewayModels(first: 20) {
    nodes {
      id
      name
      targets {
        name
        upstreamModel
        priority
        provider {
          name
        }
      }
    }
  }
  routes(first: 20) {
    nodes {
      id
      name
      path
      access
      defaultModel {
        name
      }
    }
  }
  plugins(first: 20) {
    nodes {
      id
      name
    }
  }
}
`;

export const CHAIN_SET = `# Which plugins run on every call, in this order. Put the id of one of your plugins in: "Configured" lists them.
# Take "dryRun: true" away to write it; expectedRevision is 0 where the place has no chain yet.
mutation ChainSet {
  chainSet(
    scope: { workspace: true }
    expectedRevision: 0
    entries: [{ pluginId: "plg_…" }]
    options: { dryRun: true }
  ) {
    userErrors {
      path
      message
    }
    conflict {
      actual
    }
    change {
      differences {
        action
        kind
        name
      }
      warnings
    }
  }
}
`;

export const CALLS = `# The last calls: how they ended, and what plugins and providers did.
query Calls {
  calls(first: 10) {
    nodes {
      id
      startedAt
      status
      errorCode
      modelName
      duration
      usage {
        inputTokens
        outputTokens
      }
      steps {
        plugin
        phase
        outcome
      }
      attempts {
        providerName
        outcome
        duration
      }
    }
  }
}
`;

export const CALLS_LIVE = `# Calls as they end. Run it, then make one.
subscription CallsLive {
  callChanged {
    id
    status
    modelName
    duration
  }
}
`;
