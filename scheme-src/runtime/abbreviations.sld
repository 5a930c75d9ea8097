;;; Abbreviations: objects written in little room, for messages about them.
;;;
;;; What is written is as `write` writes it until the room is used up; there stands "…". So an object of any size, circular
;;; ones too, takes bounded time and a bounded line. Every list and vector is closed, whatever is left out in it. A small
;;; circular object is written with labels. Records of programs show their fields so, also where `write` meets them.
;;;
;;;   (1 2 3 …)    #(0 0 0 …)    "it was the best of t…"    (((a …) …) …)
(define-library (runtime abbreviations)
  (export write-abbreviated)
  (import (primitives) (core-syntax) (runtime strings) (runtime ports) (runtime output) (runtime control)
          (runtime conditions) (runtime printer))
  (begin
    (define (put text port) (write-string text port))

    ;; (write-abbreviated object room port) -> characters of the room that are left, none below 0. It may be exceeded by some
    ;; marks and parentheses.
    (define (write-abbreviated object room port)
      (if (and (or (pair? object) (vector? object))
               (eq? (walk object 200) 0)
               (pair? (nodes object '() 12)))
          (write-cut (written object) 100 port)
          (write-part object room port)))

    ;; Fuel left after a walk through the object; 0 when it was not enough, as for every circular object.
    (define (walk object fuel)
      (cond ((%fx= fuel 0) 0)
            ((pair? object) (walk (%cdr object) (walk (%car object) (%fx- fuel 1))))
            ((vector? object)
             (let loop ((index 0) (fuel (%fx- fuel 1)))
               (if (or (%fx= fuel 0) (%fx= index (%vector-length object)))
                   fuel
                   (loop (%fx+ index 1) (walk (%vector-ref object index) fuel)))))
            (else fuel)))

    ;; The pairs and vectors of the object, put before those already known; #f when there are more than the limit.
    (define (nodes object known limit)
      (cond ((not known) #f)
            ((not (or (pair? object) (vector? object))) known)
            ((known? object known) known)
            ((%fx= (count-pairs known) limit) #f)
            ((pair? object) (nodes (%cdr object) (nodes (%car object) (cons object known) limit) limit))
            (else
             (let loop ((index 0) (known (cons object known)))
               (if (or (not known) (%fx= index (%vector-length object)))
                   known
                   (loop (%fx+ index 1) (nodes (%vector-ref object index) known limit)))))))

    (define (known? object list) (and (pair? list) (or (eq? object (%car list)) (known? object (%cdr list)))))
    (define (count-pairs list) (if (pair? list) (%fx+ 1 (count-pairs (%cdr list))) 0))

    (define (write-part object room port)
      (cond ((%fx<= room 0)
             (put "…" port)
             0)
            ((and (pair? object) (quotation-mark object))
             (put (quotation-mark object) port)
             (write-part (%car (%cdr object)) (%fx- room 1) port))
            ((pair? object)
             (put "(" port)
             (write-elements object (write-part (%car object) (%fx- room 2) port) port))
            ((vector? object)
             (put "#(" port)
             (write-vector-elements object 0 (%fx- room 3) port))
            ((string? object) (write-cut-string object room port))
            ((bytevector? object) (write-cut (if (%fx> (%fx* 2 (bytevector-length object)) room) "#<bytevector>" (written object)) room port))
            ((plain-record? object) (write-plain-record object room port))
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
               (write-elements rest (write-part (%car rest) (%fx- room 1) port) port))
              (else
               (put " . " port)
               (let ((left (write-part rest (%fx- room 3) port)))
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
                                    (write-part (%vector-ref vector index) (%fx- room 1) port) port))))

    ;; Records of the user's types: #<point x: 1 y: 2>
    (define (plain-record? object)
      (and (%record? object)
           (not (or (port? object) (promise? object) (condition? object) (symbol? object) (%continuation? object)
                    (string? object) (ratnum? object) (compnum? object)))
           (pair? (%record-ref (%record-descriptor object) 3))))

    ;; Records within a record show their type only.
    (define within-record? #f)

    (define (write-plain-record object room port)
      (put "#<" port)
      (let ((name (%record-ref (%record-descriptor object) 0)))
        (put (if (symbol? name) (%symbol-name name) "record") port))
      (if within-record?
          (begin
            (put " …>" port)
            (%fx- room 8))
          (dynamic-wind
            (lambda () (set! within-record? #t))
            (lambda () (write-fields (%record-ref (%record-descriptor object) 3) object 0 (%fx- room 12) port))
            (lambda () (set! within-record? #f)))))

    (define (write-fields fields object index room port)
      (cond ((or (not (pair? fields)) (not (symbol? (%car fields))))
             (put ">" port)
             room)
            ((%fx<= room 0)
             (put " …>" port)
             0)
            (else
             (put " " port)
             (put (%symbol-name (%car fields)) port)
             (put ": " port)
             (write-fields (%cdr fields) object (%fx+ index 1)
                           (write-part (%record-ref object index)
                                       (%fx- room (string-length (%symbol-name (%car fields)))) port)
                           port))))

    (define record-room 240)

    (set-fields-writer!
     (lambda (object port)
       (and (plain-record? object)
            (begin
              (write-plain-record object record-room port)
              #t))))

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
