CREATE TABLE `api_keys` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`display_name` text NOT NULL,
	`description` text,
	`labels` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`consumer_id` text NOT NULL,
	`hint` text NOT NULL,
	`hash` text NOT NULL,
	`previous_hash` text,
	`previous_until` integer,
	`allowed_model_ids` text NOT NULL,
	`allowed_route_ids` text NOT NULL,
	`permissions` text NOT NULL,
	`expires_at` integer,
	`paused` integer NOT NULL,
	`revoked_at` integer,
	FOREIGN KEY (`consumer_id`) REFERENCES `consumers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_name_unique` ON `api_keys` (`name`);--> statement-breakpoint
CREATE INDEX `api_keys_consumer` ON `api_keys` (`consumer_id`);--> statement-breakpoint
CREATE TABLE `calls` (
	`call_id` text PRIMARY KEY NOT NULL,
	`door` text NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer NOT NULL,
	`status` text NOT NULL,
	`error_code` text,
	`key_id` text,
	`consumer_id` text,
	`route_id` text,
	`model_id` text,
	`model_name` text NOT NULL,
	`streamed` integer NOT NULL,
	`usage` text,
	`input_tokens` integer NOT NULL,
	`output_tokens` integer NOT NULL,
	`first_token_ms` real,
	`duration_ms` real NOT NULL,
	`overhead_ms` real NOT NULL,
	`cache` text NOT NULL,
	`findings` text NOT NULL,
	`steps` text NOT NULL,
	`attempts` text NOT NULL,
	`config_revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `calls_started` ON `calls` (`started_at`,`call_id`);--> statement-breakpoint
CREATE INDEX `calls_ended` ON `calls` (`ended_at`);--> statement-breakpoint
CREATE INDEX `calls_consumer` ON `calls` (`consumer_id`,`started_at`);--> statement-breakpoint
CREATE INDEX `calls_key` ON `calls` (`key_id`,`started_at`);--> statement-breakpoint
CREATE TABLE `usage_hours` (
	`hour` integer NOT NULL,
	`key_id` text NOT NULL,
	`consumer_id` text NOT NULL,
	`model_id` text NOT NULL,
	`route_id` text NOT NULL,
	`requests` integer NOT NULL,
	`errors` integer NOT NULL,
	`input_tokens` integer NOT NULL,
	`output_tokens` integer NOT NULL,
	PRIMARY KEY(`hour`, `key_id`, `consumer_id`, `model_id`, `route_id`)
);
--> statement-breakpoint
CREATE TABLE `consumer_group_members` (
	`consumer_id` text NOT NULL,
	`group_id` text NOT NULL,
	`position` integer NOT NULL,
	PRIMARY KEY(`consumer_id`, `group_id`),
	FOREIGN KEY (`consumer_id`) REFERENCES `consumers`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`group_id`) REFERENCES `consumer_groups`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `consumer_group_members_group` ON `consumer_group_members` (`group_id`);--> statement-breakpoint
CREATE TABLE `consumer_groups` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`display_name` text NOT NULL,
	`description` text,
	`labels` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`allowed_model_ids` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `consumer_groups_name_unique` ON `consumer_groups` (`name`);--> statement-breakpoint
CREATE TABLE `consumers` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`display_name` text NOT NULL,
	`description` text,
	`labels` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`enabled` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `consumers_name_unique` ON `consumers` (`name`);--> statement-breakpoint
CREATE TABLE `credential_secrets` (
	`credential_id` text PRIMARY KEY NOT NULL,
	`sealed` text NOT NULL,
	FOREIGN KEY (`credential_id`) REFERENCES `credentials`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `credentials` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`display_name` text NOT NULL,
	`description` text,
	`labels` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`provider_id` text NOT NULL,
	`weight` integer NOT NULL,
	`enabled` integer NOT NULL,
	`fingerprint` text NOT NULL,
	`hint` text NOT NULL,
	FOREIGN KEY (`provider_id`) REFERENCES `providers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `credentials_name_unique` ON `credentials` (`name`);--> statement-breakpoint
CREATE INDEX `credentials_provider` ON `credentials` (`provider_id`);--> statement-breakpoint
CREATE TABLE `audit_events` (
	`sequence` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text,
	`actor_name` text NOT NULL,
	`action` text NOT NULL,
	`target_id` text,
	`target_name` text,
	`comment` text,
	`request_id` text NOT NULL,
	`address` text NOT NULL,
	`allowed` integer NOT NULL,
	`differences` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_events_at` ON `audit_events` (`at`);--> statement-breakpoint
CREATE INDEX `audit_events_actor` ON `audit_events` (`actor_id`,`sequence`);--> statement-breakpoint
CREATE INDEX `audit_events_action` ON `audit_events` (`action`,`sequence`);--> statement-breakpoint
CREATE TABLE `revisions` (
	`number` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`actor_kind` text NOT NULL,
	`actor_id` text,
	`actor_name` text NOT NULL,
	`comment` text,
	`differences` text NOT NULL,
	`document` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `meta` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `model_targets` (
	`model_id` text NOT NULL,
	`position` integer NOT NULL,
	`name` text NOT NULL,
	`provider_id` text NOT NULL,
	`upstream_model` text NOT NULL,
	`priority` integer NOT NULL,
	`weight` integer NOT NULL,
	PRIMARY KEY(`model_id`, `position`),
	FOREIGN KEY (`model_id`) REFERENCES `models`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`provider_id`) REFERENCES `providers`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `model_targets_provider` ON `model_targets` (`provider_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `model_targets_name` ON `model_targets` (`model_id`,`name`);--> statement-breakpoint
CREATE TABLE `models` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`display_name` text NOT NULL,
	`description` text,
	`labels` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`aliases` text NOT NULL,
	`max_attempts` integer,
	`enabled` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `models_name_unique` ON `models` (`name`);--> statement-breakpoint
CREATE TABLE `chain_entries` (
	`chain_id` text NOT NULL,
	`position` integer NOT NULL,
	`plugin_id` text NOT NULL,
	`enabled` integer NOT NULL,
	`stage` text,
	`on_failure` text,
	`timeout_ms` integer NOT NULL,
	PRIMARY KEY(`chain_id`, `position`),
	FOREIGN KEY (`chain_id`) REFERENCES `chains`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`plugin_id`) REFERENCES `plugins`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `chain_entries_plugin` ON `chain_entries` (`plugin_id`);--> statement-breakpoint
CREATE TABLE `chains` (
	`id` text PRIMARY KEY NOT NULL,
	`scope` text NOT NULL,
	`scope_id` text,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `plugins` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`display_name` text NOT NULL,
	`description` text,
	`labels` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`type` text NOT NULL,
	`config` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `plugins_name_unique` ON `plugins` (`name`);--> statement-breakpoint
CREATE TABLE `providers` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`display_name` text NOT NULL,
	`description` text,
	`labels` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`kind` text NOT NULL,
	`base_url` text,
	`allow_private_network` integer NOT NULL,
	`timeouts` text NOT NULL,
	`settings` text NOT NULL,
	`enabled` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `providers_name_unique` ON `providers` (`name`);--> statement-breakpoint
CREATE TABLE `routes` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`display_name` text NOT NULL,
	`description` text,
	`labels` text NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`path` text,
	`default_model_id` text,
	`allowed_model_ids` text NOT NULL,
	`access` text NOT NULL,
	`enabled` integer NOT NULL,
	FOREIGN KEY (`default_model_id`) REFERENCES `models`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `routes_name_unique` ON `routes` (`name`);--> statement-breakpoint
CREATE UNIQUE INDEX `routes_path_unique` ON `routes` (`path`);--> statement-breakpoint
CREATE TABLE `admin_sessions` (
	`hash` text PRIMARY KEY NOT NULL,
	`actor` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `admin_sessions_expiry` ON `admin_sessions` (`expires_at`);--> statement-breakpoint
CREATE TABLE `login_tokens` (
	`hash` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL
);
