;;; R7RS 6.3: booleans.
(import (scheme base) (scheme write))
(include "../check/check.scm")
(check #t #true #f #false '#t #t '#f #f '#true #t (eq? #t '#true) #t)
;; Only #f is false, in every conditional form.
(define everything (list #t 0 1.5 'a 'nil "" '() '(1) #() #u8() #\a (lambda () #f) car (eof-object) (current-output-port)))
(check (map (lambda (x) (if x 'true 'false)) everything) (map (lambda (x) 'true) everything) (map (lambda (x) (cond (x 'true) (else 'false))) everything) (map (lambda (x) 'true) everything)
       (map (lambda (x) (and x 'true)) everything) (map (lambda (x) 'true) everything) (map (lambda (x) (eq? (or x 'false) x)) everything) (map (lambda (x) #t) everything)
       (map (lambda (x) (when x 'true)) everything) (map (lambda (x) 'true) everything) (map (lambda (x) (let ((seen 'true)) (unless x (set! seen 'false)) seen)) everything) (map (lambda (x) 'true) everything)
       (map (lambda (x) (do ((i 0 (+ i 1))) (x 'true))) everything) (map (lambda (x) 'true) everything)
       (if #f 'true 'false) 'false (cond (#f 1) (else 2)) 2 (and 1 #f 2) #f (or #f #f) #f (or #f 3) 3 (let ((n 0)) (when #f (set! n 1)) n) 0 (unless #f 1 2) 2)
(check (map not everything) (map (lambda (x) #f) everything) (not #f) #t (not #t) #f (not 3) #f (not (list 3)) #f (not '()) #f (not (list)) #f (not 'nil) #f)
(check (boolean? #t) #t (boolean? #f) #t (map boolean? (cdr everything)) (map (lambda (x) #f) (cdr everything)))
(check (boolean=? #t #t) #t (boolean=? #f #f) #t (boolean=? #t #f) #f (boolean=? #f #t) #f (boolean=? #t #t #t) #t (boolean=? #f #f #f #f) #t (boolean=? #t #t #f) #f (boolean=? #f #t #t) #f (boolean=? #f #f #t #f) #f
       (outcome (boolean=? #t 1)) 'error (outcome (boolean=? '() #f)) 'error (outcome (boolean=? #t #t 'a)) 'error)
(summary)
