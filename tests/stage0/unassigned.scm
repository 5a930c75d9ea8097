(import (scheme base))
(letrec ((a (lambda () b)) (b (a))) b)
