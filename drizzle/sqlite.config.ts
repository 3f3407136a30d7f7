/** How drizzle-kit makes the migrations of `drizzle/sqlite` out of the tables. */
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: './src/store/tables/*.ts',
  out: './drizzle/sqlite',
});
