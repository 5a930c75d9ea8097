;; libraries: .
;; exit: 65
(define x 1)
