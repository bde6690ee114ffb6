/** Every conversation file as pure dialogs and over the Bot Framework endpoint. */
import { playEveryFile } from './play-every-file.ts';

playEveryFile(['as pure dialogs', 'over /api/messages', 'over /api/messages and a connector']);
