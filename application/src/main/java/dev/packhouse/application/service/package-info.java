/** The use cases: read, ask the policies, write. Named by the composition root only. */
package dev.packhouse.application.service;
