/** The backend that keeps everything in one SQLite file. What a maintainer must know is in the module's README. */
package dev.packhouse.adapter.persistence;
