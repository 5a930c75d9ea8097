;;; Abbreviations: objects written in little room, for messages about them.
;;;
;;; What is written is as `write` writes it until the room is used up; there stands "…". So an object of any size, circular
;;; ones too, takes bounded time and a bounded line. Every list and vector is closed, whatever is left out in it.
;;;
;;;   (1 2 3 …)    #(0 0 0 …)    "it was the best of t…"    (((a …) …) …)
(define-library (runtime abbreviations)
  (export write-abbreviated)
  (import (primitives) (core-syntax) (runtime strings) (runtime ports) (runtime output) (runtime printer))
  (begin
    (define (put text port) (write-string text port))

    ;; (write-abbreviated object room port) -> characters of the room that are left, none below 0. It may be exceeded by some
    ;; marks and parentheses.
    (define (write-abbreviated object room port)
      (cond ((%fx<= room 0)
             (put "…" port)
             0)
            ((and (pair? object) (quotation-mark object))
             (put (quotation-mark object) port)
             (write-abbreviated (%car (%cdr object)) (%fx- room 1) port))
            ((pair? object)
             (put "(" port)
             (write-elements object (write-abbreviated (%car object) (%fx- room 2) port) port))
            ((vector? object)
             (put "#(" port)
             (write-vector-elements object 0 (%fx- room 3) port))
            ((string? object) (write-cut-string object room port))
            ((bytevector? object) (write-cut (if (%fx> (%fx* 2 (bytevector-length object)) room) "#<bytevector>" (written object)) room port))
            ((large-number? object) (write-cut "#<a large number>" room port))
            (else (write-cut (written object) room port))))

    ;; Behind the car.
    (define (write-elements list room port)
      (let ((rest (%cdr list)))
        (cond ((null? rest)
               (put ")" port)
               room)
              ((%fx<= room 2)
               (put " …)" port)
               0)
              ((pair? rest)
               (put " " port)
               (write-elements rest (write-abbreviated (%car rest) (%fx- room 1) port) port))
              (else
               (put " . " port)
               (let ((left (write-abbreviated rest (%fx- room 3) port)))
                 (put ")" port)
                 left)))))

    (define (write-vector-elements vector index room port)
      (cond ((%fx= index (%vector-length vector))
             (put ")" port)
             room)
            ((%fx<= room 2)
             (put (if (%fx= index 0) "…)" " …)") port)
             0)
            (else
             (if (%fx> index 0) (put " " port))
             (write-vector-elements vector (%fx+ index 1)
                                    (write-abbreviated (%vector-ref vector index) (%fx- room 1) port) port))))

    (define (write-cut-string string room port)
      (if (%fx<= (string-length string) room)
          (write-cut (written string) (%fx+ room room) port)
          (let ((text (written (substring string 0 room))))
            (put (substring text 0 (%fx- (string-length text) 1)) port)
            (put "…\"" port)))
      (let ((left (%fx- room (%fx+ (string-length string) 2))))
        (if (%fx< left 0) 0 left)))

    (define (write-cut text room port)
      (let ((length (string-length text)))
        (cond ((%fx<= length (if (%fx< room 12) 12 room))
               (put text port)
               (if (%fx< room length) 0 (%fx- room length)))
              (else
               (put (substring text 0 room) port)
               (put "…" port)
               0))))

    (define (written object)
      (let ((port (open-output-string)))
        (print-object object port #t)
        (get-output-string port)))

    ;; Numbers whose digits take long to find.
    (define (large-number? object)
      (cond ((bignum? object) (%fx> (%bignum-length object) 100))
            ((ratnum? object) (or (large-number? (%record-ref object 0)) (large-number? (%record-ref object 1))))
            (else #f)))

    (define (quotation-mark pair)
      (let ((rest (%cdr pair)))
        (and (pair? rest)
             (null? (%cdr rest))
             (case (%car pair)
               ((quote) "'")
               ((quasiquote) "`")
               ((unquote) ",")
               ((unquote-splicing) ",@")
               (else #f)))))))
