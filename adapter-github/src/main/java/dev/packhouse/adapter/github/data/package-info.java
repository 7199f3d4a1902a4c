/** The data directory of the backend, with its lock and the permissions of its files. */
package dev.packhouse.adapter.github.data;
