;;; raise of something that is no error object.
;; exit: 70
(import (scheme base))
(raise (list 'my-problem 42))
