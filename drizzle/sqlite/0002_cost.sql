ALTER TABLE `calls` ADD `cost` integer;--> statement-breakpoint
ALTER TABLE `usage_hours` ADD `cost` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `usage_hours` ADD `unpriced` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `model_targets` ADD `price` text;--> statement-breakpoint
UPDATE `usage_hours` SET `unpriced` = `requests`;