ALTER TABLE `calls` ADD `comparison_id` text;--> statement-breakpoint
CREATE INDEX `calls_comparison` ON `calls` (`comparison_id`);