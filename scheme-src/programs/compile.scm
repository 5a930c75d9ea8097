;;; The compiler as a program for any host: see (programs compile).
(import (scheme base) (scheme process-context) (programs compile))
(exit (compile-command (cdr (command-line))))
