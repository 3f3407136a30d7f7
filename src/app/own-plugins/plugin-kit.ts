/** What a plugin from a folder outside of the project is handed, since it can import nothing from here. */
import { z } from 'zod';
import { estimateTokens } from '#core/chat/usage.ts';
import { durationField, durationMs } from '#core/config/duration-field.ts';
import { GatewayError } from '#core/error/gateway-error.ts';
import { type AnyPlugin, definePlugin } from '#core/plugin.ts';

export const PLUGIN_KIT = { definePlugin, z, GatewayError, durationField, durationMs, estimateTokens } as const;

export type PluginKit = typeof PLUGIN_KIT;

/** The default export of such a file: a plugin, or a function that makes one of the kit. */
export type OwnPlugin = AnyPlugin | ((kit: PluginKit) => AnyPlugin);
