"""Read the places of many articles into partitioned GeoParquet files, with a process pool or on Dask.

A partition is a list of consecutive documents. `partitions.read_partition` turns a partition into the content of two
Parquet files, without access to the file system. All schedulers call `read_partition`.
"""

PARTITION_DOCUMENTS = 500  # the largest number of documents in a partition, unless the user chooses another
