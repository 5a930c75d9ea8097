;;; The import declaration is missing.
;; exit: 65
(display "hello")
