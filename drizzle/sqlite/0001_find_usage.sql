CREATE INDEX `usage_hours_key` ON `usage_hours` (`key_id`,`hour`);--> statement-breakpoint
CREATE INDEX `usage_hours_consumer` ON `usage_hours` (`consumer_id`,`hour`);