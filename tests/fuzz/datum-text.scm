;;; Random texts for read and write: `datum-text.scm SEED COUNT`.
;;;
;;; A third of the cases are data that write must print so that read gives them back; a third are data with shared parts and
;;; cycles; the rest are spoilt texts, of which read gives data, the end of the file, or an error that read-error? knows.
(import (scheme base) (scheme write) (scheme read) (random) (trial))

(define (random-character)
  (let ((code (case (random 6)
                ((0) (random 33))
                ((1 2) (+ 32 (random 95)))
                ((3) (+ 127 (random 400)))
                ((4) (random 55296))
                (else (+ 57344 (random 1056768))))))
    (integer->char code)))

(define (random-string most)
  (let loop ((n (random (+ most 1))) (characters '()))
    (if (= n 0) (list->string characters) (loop (- n 1) (cons (random-character) characters)))))

(define (random-number)
  (case (random 5)
    ((0) (random 1000))
    ((1) (* (- (random 2000000000) 1000000000) (random 2000000000) (random 2000000000)))
    ((2) (/ (- (random 2000) 1000) (+ 1 (random 999))))
    ((3) (* (- (random 2000000) 1000000) (choose '(1.0 1e-7 1e300 1e-310 0.1))))
    (else (choose '(0.0 -0.0 +inf.0 -inf.0 1+2i -1.5+0.25i +i 1/2-3/4i)))))

(define (random-atom)
  (case (random 8)
    ((0) (random-number))
    ((1) (random-string 8))
    ((2) (string->symbol (random-string 6)))
    ((3) (random-character))
    ((4) (choose '(#t #f ())))
    ((5) (let ((bytes (make-bytevector (random 6))))
           (do ((i 0 (+ i 1))) ((= i (bytevector-length bytes)) bytes)
             (bytevector-u8-set! bytes i (random 256)))))
    ((6) (choose '(|| |.| ... + - 1+ -> |#foo| |1| |+i| |a b| |A| quote |;| |a'b| |-1x| .5x |inf.0| |+inf.0|)))
    (else (choose '(abc x y lambda λ)))))

(define (random-datum depth)
  (if (= depth 0)
      (random-atom)
      (case (random 6)
        ((0) (random-atom))
        ((1 2) (random-list depth '()))
        ((3) (random-list depth (random-atom)))
        ((4) (list->vector (random-list depth '())))
        (else (list (choose '(quote quasiquote unquote unquote-splicing)) (random-datum (- depth 1)))))))

(define (random-list depth end)
  (let loop ((n (random 5)) (list end))
    (if (= n 0) list (loop (- n 1) (cons (random-datum (- depth 1)) list)))))

(define (text-of write-it datum)
  (let ((port (open-output-string)))
    (write-it datum port)
    (get-output-string port)))

(define (read-text text) (read (open-input-string text)))

(define (check-round-trip write-it datum)
  (let* ((text (text-of write-it datum)) (again (outcome (lambda () (read-text text)))))
    (if (not (and (car again) (equal? (cdr again) datum) (string=? text (text-of write-it (cdr again)))))
        (wrong! "does not come back:" text))))

;; Pairs and vectors that refer to each other at random, so that most are shared and many lie on cycles.
(define (random-graph)
  (let* ((size (+ 1 (random 8)))
         (nodes (make-vector size)))
    (define (element) (if (chance 60) (vector-ref nodes (random size)) (random-atom)))
    (do ((i 0 (+ i 1))) ((= i size))
      (vector-set! nodes i (if (chance 70) (cons #f '()) (make-vector (random 4) #f))))
    (vector-for-each
     (lambda (node)
       (if (pair? node)
           (begin (set-car! node (element)) (set-cdr! node (element)))
           (do ((i 0 (+ i 1))) ((= i (vector-length node))) (vector-set! node i (element)))))
     nodes)
    (vector-ref nodes 0)))

(define pieces
  '("(" ")" "." "'" "`" "," ",@" "#(" "#u8(" "\"" "\\" "|" ";" "#|" "|#" "#;" "#0=" "#0#" "#1=" "#1#" "#\\" "#\\x" "#\\space" "\\x41;" "\\x" "\n" " " "#t" "#f" "#true" "#e" "#x" "#!fold-case"
    "#!eof" "#d1" "1/0" "+inf.0" "-" "..." "\x0;" "é" "𝟘" "\\n" "\\\n" "256" "#" "[" "]" "{" "#'" "#<" "#!" "#99999999999999999999="))

(define (check-spoilt text)
  (let ((port (open-input-string text)))
    (let loop ()
      (let ((result (outcome (lambda () (read port)))))
        (cond ((and (car result) (eof-object? (cdr result))))
              ((car result)
               (check-writes (cdr result) text)
               (loop))
              ((not (read-error? (cdr result))) (wrong! "read raised something else:" text (cdr result))))))))

;; What was read can be written, and its text read again.
(define (check-writes datum source)
  (let* ((text (text-of write datum)) (again (outcome (lambda () (text-of write (read-text text))))))
    (if (not (equal? again (cons #t text)))
        (wrong! "written otherwise when read again:" source text))))

(run-trials
 (lambda ()
   (case (random 3)
     ((0) (check-round-trip write (random-datum 4)))
     ((1) (let ((graph (random-graph)))
            (check-round-trip write graph)
            (check-round-trip write-shared graph)))
     (else (check-spoilt (mutated (text-of write (if (chance 30) (random-graph) (random-datum 3))) pieces))))))
