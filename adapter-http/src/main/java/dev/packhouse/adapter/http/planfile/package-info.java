/** Plan files: what a cleanup will delete, as JSON Lines that are reviewed, compared and applied. */
package dev.packhouse.adapter.http.planfile;
