package org.rhodb.connector.pytorch;

/**
 * One stored file of an archive.
 *
 * @param offset first byte of its content in the archive
 * @param bytes size of its content
 */
record ZipEntryData(String name, long offset, long bytes) {}
