;;; display and write of every simple kind of datum.
(import (scheme base) (scheme write))
(define (show x) (write x) (display " ") (display x) (newline))
(show 0) (show -12345) (show 1152921504606846975) (show #t) (show #f) (show '()) (show 'symbol) (show #\a) (show #\space) (show "a\"b\\\n")
(show '(1 (2 . 3) "x" #\y . z)) (show '#(1 "two" #\3 (4))) (show '#u8(1 2 3)) (show '|odd symbol|)
