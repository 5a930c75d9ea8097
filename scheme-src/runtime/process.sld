;;; Process: how the program was called, the time, and the end.
(define-library (runtime process)
  (export command-line set-command-line! get-environment-variable get-environment-variables set-environment-change! exit emergency-exit
          current-second current-jiffy jiffies-per-second leave)
  (import (primitives) (core-syntax) (runtime errors) (runtime registers) (runtime control) (runtime lists) (runtime strings)
          (runtime system) (runtime ports))
  (begin
    ;;; Arguments and environment: arrays of pointers to zero-terminated strings.

    (define arguments #f)

    (define (command-line)
      (if (not arguments)
          (set! arguments (load-strings (argument-vector) (argument-count))))
      arguments)

    ;; For programs that run other programs.
    (define (set-command-line! strings) (set! arguments strings))

    (define (load-strings address count)
      (if (%fx= count 0)
          '()
          (cons (load-c-string (%load-word address))
                (load-strings (%fx+ address 8) (%fx- count 1)))))

    ;; What the program changed: list of (name . value), value #f where the variable is gone.
    (define changes '())
    (define (set-environment-change! name value)
      (set! changes
            (cons (cons name value)
                  (let without ((rest changes))
                    (cond ((null? rest) '())
                          ((string=? (car (%car rest)) name) (%cdr rest))
                          (else (cons (%car rest) (without (%cdr rest)))))))))

    ;; -> list of (name . value): the changed ones, then what the program was started with
    (define (get-environment-variables)
      (let loop ((rest changes))
        (cond ((null? rest) (initial-variables))
              ((cdr (%car rest)) (cons (cons (car (%car rest)) (cdr (%car rest))) (loop (%cdr rest))))
              (else (loop (%cdr rest))))))

    (define (initial-variables)
      (let loop ((address (environment-vector)))
        (let ((entry (%load-word address)))
          (if (%fx= entry 0)
              '()
              (let* ((text (load-c-string entry))
                     (mark (string-index text 61 0)))
                (if (and mark (not (assoc (substring text 0 mark) changes)))
                    (cons (cons (substring text 0 mark) (substring text (%fx+ mark 1) (string-length text)))
                          (loop (%fx+ address 8)))
                    (loop (%fx+ address 8))))))))

    (define (get-environment-variable name)
      (if (not (string? name)) (wrong-type 'get-environment-variable 0 'string name))
      (let ((entry (assoc name (get-environment-variables))))
        (and entry (cdr entry))))

    ;;; The end

    (define exit
      (case-lambda
        (() (leave 0))
        ((object) (leave (exit-code object)))))

    (define emergency-exit
      (case-lambda
        (() (system-exit 0))
        ((object) (system-exit (exit-code object)))))

    ;; The system keeps eight bits of a number; one that is not zero must not become the zero of success.
    (define (exit-code object)
      (cond ((eq? object #t) 0)
            ((eq? object #f) 1)
            ((eq? object 0) 0)
            ((fixnum? object)
             (let ((code (%fxand object 255)))
               (if (%fx= code 0) 255 code)))
            (else 1)))

    ;; Leave every dynamic-wind, flush what is written, end.
    (define (leave code)
      (unwind-everything!)
      (flush-all-ports)
      (system-exit code))

    ;;; Time

    ;; The clock's seconds of Universal Time, on the scale of Atomic Time: 37 s ahead since 2017.
    (define (current-second)
      (call-with-values
        (lambda () (system-clock 0))
        (lambda (seconds nanoseconds)
          (fl+ (fixnum->flonum (%fx+ seconds 37)) (fl/ (fixnum->flonum nanoseconds) 1e9)))))

    (define (current-jiffy)
      (call-with-values
        (lambda () (system-clock 1))
        (lambda (seconds nanoseconds)
          (%fx+ (%fx* seconds 1000000000) nanoseconds))))
    (define (jiffies-per-second) 1000000000)))
