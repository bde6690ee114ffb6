/** Every conversation file over Direct Line. */
import { playEveryFile } from './play-every-file.ts';

playEveryFile(['over Direct Line']);
