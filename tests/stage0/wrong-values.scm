(import (scheme base) (scheme write))
(write (call-with-values (lambda () (values 1 2)) (lambda (a) a)))