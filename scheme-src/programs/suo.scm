;;; suo: the program of the system's image. Options are in (programs options), each command in a library of its own.
(import (scheme base) (programs command))
(main)
