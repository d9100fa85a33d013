import { join } from 'node:path';
import { ouvrirSite } from './app.ts';
import { openAssets } from './platform/assets.ts';
import { systemClock } from './platform/clock.ts';
import { ConfigurationInvalide, lireConfiguration } from './platform/config.ts';

void [join, ouvrirSite, openAssets, systemClock, ConfigurationInvalide, lireConfiguration];
