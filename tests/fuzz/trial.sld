;;; What the fuzzers of data share: they check COUNT random cases from SEED, name each that is wrong, and end with a line
;;; `COUNT cases, N wrong`; the exit code is 1 when N is not 0.
(define-library (trial)
  (export run-trials wrong! outcome mutated)
  (import (scheme base) (scheme write) (scheme process-context) (random))
  (begin
    (define mistakes 0)

    ;; (wrong! what object ...): one more mistake, which is described.
    (define (wrong! what . objects)
      (set! mistakes (+ mistakes 1))
      (display what)
      (for-each (lambda (object) (display " ") (write object)) objects)
      (newline))

    ;; (run-trials trial): calls (trial) for each case that the command line `PROGRAM SEED COUNT` asks for, and exits.
    (define (run-trials trial)
      (let ((arguments (map string->number (cdr (command-line)))))
        (random-seed! (car arguments))
        (do ((i 0 (+ i 1))) ((= i (cadr arguments))) (trial))
        (display (cadr arguments))
        (display " cases, ")
        (display mistakes)
        (display " wrong")
        (newline)
        (exit (if (= mistakes 0) 0 1))))

    ;; (outcome thunk) -> pair of #t and its value, or of #f and the condition that it raised
    (define (outcome thunk)
      (guard (condition (#t (cons #f condition)))
        (cons #t (thunk))))

    ;; (mutated text pieces) -> text with some edits: a character left out or written twice, a piece (a string) put in, the rest cut off
    (define (mutated text pieces)
      (let loop ((text text) (edits (+ 1 (random 4))))
        (if (= edits 0)
            text
            (let* ((size (string-length text))
                   (place (random (+ size 1)))
                   (before (substring text 0 place)))
              (loop (case (random 8)
                      ((0 1 2 3) (string-append before (choose pieces) (substring text place size)))
                      ((4 5) (string-append before (substring text (min size (+ place 1)) size)))
                      ((6) (string-append before (substring text (max 0 (- place 1)) size)))
                      (else before))
                    (- edits 1))))))))
