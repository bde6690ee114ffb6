/** Every conversation file over Direct Line on PostgreSQL. */
import { playEveryFile } from './play-every-file.ts';

playEveryFile(['over Direct Line on PostgreSQL']);
