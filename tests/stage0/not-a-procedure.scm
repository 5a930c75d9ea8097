(import (scheme base) (scheme write))
("notproc" 1)